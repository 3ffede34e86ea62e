/** The frame of all pages for people who are signed in: top bar, navigation, content. */
import { LogoutOutlined, MenuOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Dropdown } from 'antd'
import { useEffect, useState } from 'react'
import { Link, Navigate, Outlet, useLocation, useNavigate } from 'react-router'
import type { Me } from '../../server/api/session.ts'
import { call } from '../api/client.ts'
import { useServiceEvents } from '../api/events.ts'
import { useLanguage, useWords } from '../language/language.tsx'
import { useTerms } from '../language/terms.ts'
import { Failure } from '../shared/Failure.tsx'
import { useWide } from '../shared/use-wide.ts'
import { sharedWords } from '../shared/words.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { Navigation } from './Navigation.tsx'
import { NotYours } from './NotYours.tsx'
import { isForOthers } from './places.ts'
import { Starting } from './Starting.tsx'
import { hasRole, sessionKey, useSession } from './session.ts'
import { appWords } from './words.ts'
import './shell.css'

export function Shell() {
  const session = useSession(true)
  const { pathname, search } = useLocation()
  // Once somebody is signed in, a moment without the service takes nothing off the screen.
  if (session.error && !session.data)
    return <Failure error={session.error} onRetry={() => void session.refetch()} />
  if (session.data === undefined) return <Starting />
  if (session.data === null) {
    // From `/` nobody needs to be brought back; its query says why a sign-in elsewhere failed.
    const back = pathname === '/' ? search : `?to=${encodeURIComponent(pathname + search)}`
    return <Navigate to={`/sign-in${back}`} replace />
  }
  return <Frame me={session.data} />
}

function Frame({ me }: { me: Me }) {
  const words = useWords(appWords)
  const { product } = useWords(sharedWords)
  const isWide = useWide()
  const [isOpen, setOpen] = useState(false)
  const { pathname } = useLocation()
  useServiceEvents(hasRole(me, 'editor', 'reviewer', 'approver', 'auditor'))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when another page is opened
  useEffect(() => setOpen(false), [pathname])
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="shell-top">
        {!isWide && (
          <Button
            type="text"
            icon={<MenuOutlined aria-hidden="true" />}
            aria-label={words.menu}
            aria-expanded={isOpen}
            onClick={() => setOpen(true)}
          />
        )}
        <Link to="/" className="shell-brand">
          <img src="/favicon.svg" alt="" width="26" height="26" />
          {product}
        </Link>
        <span className="shell-space" />
        <LanguageSwitch />
        <Account me={me} />
      </header>
      {isWide ? (
        <aside className="shell-side">
          <Navigation me={me} />
        </aside>
      ) : (
        <Drawer open={isOpen} onClose={() => setOpen(false)} placement="left" size={260} title={words.menu}>
          <Navigation me={me} />
        </Drawer>
      )}
      <main id="main" className="shell-main" tabIndex={-1}>
        {isForOthers(pathname, me.roles) ? <NotYours /> : <Outlet />}
      </main>
    </div>
  )
}

function Account({ me }: { me: Me }) {
  const words = useWords(appWords)
  const terms = useTerms()
  const { language } = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    await call('session.delete', {}).catch(() => {})
    client.clear()
    client.setQueryData(sessionKey, null)
    navigate('/sign-in')
  }
  const roles = me.roles.map(role => terms.role[role]).join(language === 'zh' ? '、' : ', ')
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: [me.department?.name, roles].filter(Boolean).join(' · '),
          },
          { key: 'password', label: <Link to="/password">{words.changePassword}</Link> },
          {
            key: 'out',
            label: words.signOut,
            icon: <LogoutOutlined aria-hidden="true" />,
            onClick: () => void signOut(),
          },
        ],
      }}
    >
      <Button type="text" aria-label={`${words.account} ${me.name}`} className="shell-account">
        {me.name}
      </Button>
    </Dropdown>
  )
}
