/** Page after page, with zoom; follows the chosen finding. */
import { LeftOutlined, RightOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import { useWords } from '../../../language/language.tsx'
import { PagePicture } from './PagePicture.tsx'
import type { ReaderProps } from './Reader.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import { documentWords } from './words.ts'

const zooms = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const
const fit = 2

export function Pages(props: ReaderProps & { isRevealed: boolean }) {
  const { file, selected, findings, areShortcutsOn } = props
  const words = useWords(documentWords)
  const [page, setPage] = useState(selected?.page ?? file.pages[0] ?? 1)
  const [zoom, setZoom] = useState<number>(fit)
  useEffect(() => {
    if (selected?.page) setPage(selected.page)
  }, [selected])
  const index = file.pages.indexOf(page)
  const turn = (by: 1 | -1) => setPage(file.pages[index + by] ?? page)
  const change = (by: 1 | -1) => setZoom(now => Math.min(Math.max(now + by, 0), zooms.length - 1))
  useShortcuts(
    { '+': () => change(1), '=': () => change(1), '-': () => change(-1), '0': () => setZoom(fit) },
    areShortcutsOn,
  )
  const percent = `${Math.round((zooms[zoom] ?? 1) * 100)}%`
  const onPage = findings.filter(each => each.file === file.id && each.page === page)
  return (
    <>
      <div className="row page-tools">
        <div className="row">
          <Button
            aria-label={words.previousPage}
            icon={<LeftOutlined aria-hidden="true" />}
            disabled={index <= 0}
            onClick={() => turn(-1)}
          />
          <span role="status">{words.pageOf(page, file.pages.length)}</span>
          <Button
            aria-label={words.nextPage}
            icon={<RightOutlined aria-hidden="true" />}
            disabled={index >= file.pages.length - 1}
            onClick={() => turn(1)}
          />
        </div>
        <span className="shell-space" />
        <div className="row">
          <Tooltip title={words.zoomOut}>
            <Button
              aria-label={words.zoomOut}
              icon={<ZoomOutOutlined aria-hidden="true" />}
              disabled={zoom === 0}
              onClick={() => change(-1)}
            />
          </Tooltip>
          <Button aria-label={words.fit(percent)} onClick={() => setZoom(fit)}>
            {percent}
          </Button>
          <Tooltip title={words.zoomIn}>
            <Button
              aria-label={words.zoomIn}
              icon={<ZoomInOutlined aria-hidden="true" />}
              disabled={zoom === zooms.length - 1}
              onClick={() => change(1)}
            />
          </Tooltip>
        </div>
      </div>
      <PagePicture {...props} page={page} zoom={zooms[zoom] ?? 1} onPage={onPage} />
    </>
  )
}
