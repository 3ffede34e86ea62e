import { App, Button, Table } from 'antd'
import { useState } from 'react'
import type { Person } from '../../../../server/api/people.ts'
import { useAct, useApi } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { useTerms } from '../../../language/terms.ts'
import { Age } from '../../../shared/Age.tsx'
import { useFailureText } from '../../../shared/Failure.tsx'
import { Label } from '../../../shared/Label.tsx'
import { Nothing } from '../../../shared/Nothing.tsx'
import { useWide } from '../../../shared/use-wide.ts'
import type { MadeLink } from './PeoplePage.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { peopleWords } from './words.ts'

interface Props {
  readonly people: readonly Person[]
  readonly mayChange: boolean
  readonly onLink: (link: MadeLink) => void
}

export function PeopleTable({ people, mayChange, onLink }: Props) {
  const words = useWords(peopleWords)
  const terms = useTerms()
  const isWide = useWide()
  const [editing, setEditing] = useState<Person | null>(null)
  const departments = useApi('departments.list', {})
  const nameOf = (id: string | null) => departments.data?.items.find(each => each.id === id)?.name
  const dialog = editing && <PersonDialog person={editing} onClose={() => setEditing(null)} onLink={onLink} />
  const when = (lastSignIn: string | null) => (lastSignIn ? <Age instant={lastSignIn} /> : words.never)
  if (people.length === 0) {
    return (
      <div className="panel">
        <Nothing text={words.none} />
      </div>
    )
  }
  if (!isWide) {
    return (
      <>
        <ul className="plain-list stack">
          {people.map(person => (
            <li key={person.id} className="panel stack">
              <div>
                <strong>{person.name}</strong> <span className="quiet">{person.login}</span>
                <div className="quiet">
                  {[nameOf(person.department), person.lastSignIn ? words.lastSignIn : words.never]
                    .filter(Boolean)
                    .join(' · ')}{' '}
                  {person.lastSignIn && <Age instant={person.lastSignIn} />}
                </div>
              </div>
              <div>
                {person.roles.map(role => (
                  <Label key={role}>{terms.role[role]}</Label>
                ))}
                <PersonState person={person} />
              </div>
              {mayChange && <Actions person={person} onEdit={() => setEditing(person)} onLink={onLink} />}
            </li>
          ))}
        </ul>
        {dialog}
      </>
    )
  }
  return (
    <>
      <Table<Person>
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={people}
        scroll={{ x: 820 }}
        columns={[
          {
            title: words.name,
            render: (_, { name, login }) => (
              <>
                <strong>{name}</strong>
                <div className="quiet">{login}</div>
              </>
            ),
          },
          {
            title: words.roles,
            render: (_, { roles }) => roles.map(role => <Label key={role}>{terms.role[role]}</Label>),
          },
          { title: words.department, render: (_, { department }) => nameOf(department) ?? '–' },
          { title: words.state, width: 110, render: (_, person) => <PersonState person={person} /> },
          {
            title: words.lastSignIn,
            width: 110,
            render: (_, { lastSignIn }) => when(lastSignIn),
          },
          ...(mayChange
            ? [
                {
                  title: words.actions,
                  width: 300,
                  render: (_: unknown, person: Person) => (
                    <Actions person={person} onEdit={() => setEditing(person)} onLink={onLink} />
                  ),
                },
              ]
            : []),
        ]}
      />
      {dialog}
    </>
  )
}

function PersonState({ person }: { person: Person }) {
  const words = useWords(peopleWords)
  const isLocked = person.lockedUntil !== null && Date.parse(person.lockedUntil) > Date.now()
  return (
    <>
      <Label tone={person.active ? 'green' : 'plain'}>{person.active ? words.active : words.inactive}</Label>
      {!person.ready && <Label tone="orange">{words.notReady}</Label>}
      {isLocked && <Label tone="red">{words.locked}</Label>}
    </>
  )
}

function Actions({
  person,
  onEdit,
  onLink,
}: {
  person: Person
  onEdit: () => void
  onLink: (link: MadeLink) => void
}) {
  const words = useWords(peopleWords)
  const { message, modal } = App.useApp()
  const text = useFailureText()
  const link = useAct('people.link')
  const signOut = useAct('people.sign-out')
  const params = { person: person.id }
  const askForLink = () =>
    modal.confirm({
      title: words.newLinkOf(person.name),
      content: words.newLinkHint,
      onOk: async () => {
        try {
          onLink({ name: person.name, ...(await link.mutateAsync({ params })) })
        } catch (error) {
          message.error(text(error))
        }
      },
    })
  const endSessions = () =>
    signOut.mutate(
      { params },
      {
        onSuccess: () => message.success(words.signedOut),
        onError: error => message.error(text(error)),
      },
    )
  return (
    <div className="row">
      <Button size="small" aria-label={words.editOf(person.name)} onClick={onEdit}>
        {words.edit}
      </Button>
      <Button size="small" aria-label={words.newLinkOf(person.name)} onClick={askForLink}>
        {words.newLink}
      </Button>
      <Button
        size="small"
        aria-label={words.signOutOf(person.name)}
        loading={signOut.isPending}
        onClick={endSessions}
      >
        {words.signOut}
      </Button>
    </div>
  )
}
