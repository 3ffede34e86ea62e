import { Button, Modal } from 'antd'
import { useLanguage, useWords } from '../../../language/language.tsx'
import { dateTime } from '../../../language/when.ts'
import { SecretField } from '../../../shared/SecretField.tsx'
import type { MadeLink } from './PeoplePage.tsx'
import { peopleWords } from './words.ts'

export function LinkDialog({ link, onClose }: { link: MadeLink; onClose: () => void }) {
  const words = useWords(peopleWords)
  const { language } = useLanguage()
  return (
    <Modal
      open
      title={words.linkTitle}
      closable={false}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {words.done}
        </Button>
      }
    >
      <p>{words.linkHint(link.name)}</p>
      <SecretField label={words.linkTitle} value={link.url} />
      <p className="quiet">
        {words.linkUntil} {dateTime(link.expires, language)}
      </p>
    </Modal>
  )
}
