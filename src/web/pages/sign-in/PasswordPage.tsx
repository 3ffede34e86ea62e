import { App, Button, Form, Input } from 'antd'
import { useAct } from '../../api/queries.ts'
import { useWords } from '../../language/language.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { PasswordFields } from './PasswordFields.tsx'
import { signInWords } from './words.ts'

interface Values {
  readonly current: string
  readonly next: string
}

export function Page() {
  const words = useWords(signInWords)
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const change = useAct('session.password')
  const submit = ({ current, next }: Values) =>
    change.mutate(
      { body: { current, next } },
      {
        onSuccess: () => {
          form.resetFields()
          message.success(words.changed)
        },
      },
    )
  return (
    <>
      <PageTitle title={words.change} />
      <div className="panel narrow stack">
        <Failure error={change.error} />
        <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
          <Form.Item
            name="current"
            label={words.current}
            rules={[{ required: true, message: words.required }]}
          >
            <Input.Password autoComplete="current-password" maxLength={256} />
          </Form.Item>
          <PasswordFields label={words.next} />
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {words.changeButton}
          </Button>
        </Form>
      </div>
    </>
  )
}
