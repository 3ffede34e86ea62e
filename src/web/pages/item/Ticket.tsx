import { App, Button } from 'antd'
import type { Submission } from '../../../server/api/submissions.ts'
import { useLanguage, useWords } from '../../language/language.tsx'
import { dateTime } from '../../language/when.ts'
import { copyText } from '../../shared/copy-text.ts'
import { sharedWords } from '../../shared/words.ts'
import { itemWords } from './words.ts'

export function Ticket({ ticket }: { ticket: NonNullable<Submission['ticket']> }) {
  const words = useWords(itemWords)
  const shared = useWords(sharedWords)
  const { language } = useLanguage()
  const { message } = App.useApp()
  const copy = async () => {
    if (await copyText(ticket.ticket)) message.success(shared.copied)
  }
  return (
    <section className={ticket.revoked ? 'panel' : 'panel ticket'} aria-labelledby="item-ticket">
      <h2 id="item-ticket">{words.ticket}</h2>
      <div className="row">
        <code>{ticket.id}</code>
        <span>
          {ticket.revoked
            ? `${words.ticketRevoked} ${dateTime(ticket.revoked, language)}`
            : `${words.ticketUntil} ${dateTime(ticket.expires, language)}`}
        </span>
        <Button size="small" onClick={() => void copy()}>
          {words.copyTicket}
        </Button>
      </div>
      <p className="quiet">{words.ticketHint}</p>
    </section>
  )
}
