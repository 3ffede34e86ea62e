/** The first administrator, made with the one-time link. The token stands behind the `#`, so it reaches no log. */
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { call } from '../../api/client.ts'
import { useApi } from '../../api/queries.ts'
import { useWords } from '../../language/language.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { Entrance } from './Entrance.tsx'
import { PasswordFields } from './PasswordFields.tsx'
import { useEnter } from './use-enter.ts'
import { signInWords } from './words.ts'

export function Page() {
  const words = useWords(signInWords)
  const [token] = useState(() => location.hash.slice(1))
  const status = useApi('setup.status', {})
  const enter = useEnter(({ login, name, next }: { login: string; name: string; next: string }) =>
    call('setup.create', { body: { token, login, name, password: next } }),
  )
  const required = [{ required: true, whitespace: true, message: words.required }]
  const form = (
    <>
      <p className="quiet">{words.setupHint}</p>
      {token === '' && <Alert type="warning" showIcon title={words.noToken} />}
      <Failure error={enter.error} />
      <Form layout="vertical" requiredMark={false} onFinish={enter.mutate}>
        <Form.Item name="login" label={words.login} extra={words.loginHint} rules={required}>
          <Input autoFocus autoComplete="username" maxLength={64} />
        </Form.Item>
        <Form.Item name="name" label={words.name} rules={required}>
          <Input autoComplete="name" maxLength={100} />
        </Form.Item>
        <PasswordFields label={words.password} />
        <Button type="primary" htmlType="submit" block disabled={token === ''} loading={enter.isPending}>
          {words.create}
        </Button>
      </Form>
    </>
  )
  return (
    <Entrance title={words.setup}>
      <Loaded query={status}>
        {({ needed }) => (needed ? form : <Link to="/sign-in">{words.setupDone}</Link>)}
      </Loaded>
    </Entrance>
  )
}
