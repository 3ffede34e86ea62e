/** The self-inspection report of the last run, in the format that somebody needs. */
import { useId } from 'react'
import { useWords } from '../../language/language.tsx'
import { DownloadButton } from '../../shared/DownloadButton.tsx'
import { saveFile } from '../../shared/save-file.ts'
import { rescanWords } from './words.ts'

const formats = [
  ['siteReports.html', 'HTML'],
  ['siteReports.xlsx', 'Excel'],
  ['siteReports.docx', 'Word'],
] as const

interface Props {
  readonly site: string
  readonly run: string
  readonly siteName: string
}

export function ReportButtons({ site, run, siteName }: Props) {
  const words = useWords(rescanWords)
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div className="row" role="group" aria-labelledby={id}>
      <span id={id}>{words.report}</span>
      {formats.map(([route, format]) => (
        <DownloadButton
          key={route}
          size="small"
          label={words.reportOf(siteName, format)}
          save={() => saveFile(route, { params: { site, run } })}
        >
          {format}
        </DownloadButton>
      ))}
    </div>
  )
}
