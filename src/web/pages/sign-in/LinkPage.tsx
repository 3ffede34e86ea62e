/** A person chooses the password with the one-time link that the administrator handed over. */
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { call } from '../../api/client.ts'
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
  const owner = useQuery({
    queryKey: ['link.read'],
    queryFn: () => call('link.read', { body: { token } }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  const enter = useEnter(({ next }: { next: string }) =>
    call('link.use', { body: { token, password: next } }),
  )
  if (token === '') {
    return (
      <Entrance title={words.choose}>
        <Alert type="warning" showIcon title={words.noToken} />
      </Entrance>
    )
  }
  return (
    <Entrance title={words.choose}>
      <Loaded query={owner}>
        {({ name, login }) => (
          <>
            <p>{words.chooseFor(name, login)}</p>
            <Failure error={enter.error} />
            <Form layout="vertical" requiredMark={false} onFinish={enter.mutate}>
              <input type="text" hidden readOnly autoComplete="username" value={login} />
              <PasswordFields label={words.password} />
              <Button type="primary" htmlType="submit" block loading={enter.isPending}>
                {words.chooseButton}
              </Button>
            </Form>
          </>
        )}
      </Loaded>
    </Entrance>
  )
}
