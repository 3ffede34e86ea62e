import { Alert, Button, Form, Input } from 'antd'
import { useSearchParams } from 'react-router'
import { call } from '../../api/client.ts'
import { useApi } from '../../api/queries.ts'
import { useWords } from '../../language/language.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { Entrance } from './Entrance.tsx'
import { useEnter } from './use-enter.ts'
import { signInWords } from './words.ts'

/** Leaves these pages: the server sends the browser on to the organisation's identity provider. */
const oidcStart = '/api/v1/oidc'

export function Page() {
  const words = useWords(signInWords)
  const [search] = useSearchParams()
  const problem = search.get('problem')
  const setup = useApi('setup.status', {})
  const enter = useEnter(
    (body: { login: string; password: string }) => call('session.create', { body }),
    search.get('to'),
  )
  const required = [{ required: true, message: words.required }]
  return (
    <Entrance title={words.signIn}>
      {setup.data?.needed && <Alert type="info" showIcon title={words.setupNeeded} />}
      {problem !== null && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={problem === 'unavailable' ? words.oidcUnavailable : words.oidcFailed}
        />
      )}
      <Failure error={enter.error} />
      <Form layout="vertical" requiredMark={false} onFinish={enter.mutate}>
        <Form.Item name="login" label={words.login} rules={required}>
          <Input autoFocus autoComplete="username" maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label={words.password} rules={required}>
          <Input.Password autoComplete="current-password" maxLength={256} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={enter.isPending}>
          {words.signIn}
        </Button>
      </Form>
      {setup.data?.oidc && (
        <Button block href={oidcStart}>
          {words.oidc}
        </Button>
      )}
    </Entrance>
  )
}
