/** A new password, twice; the server knows the rules and says which one is broken. */
import { Form, Input } from 'antd'
import { useWords } from '../../language/language.tsx'
import { signInWords } from './words.ts'

export function PasswordFields({ label }: { label: string }) {
  const words = useWords(signInWords)
  return (
    <>
      <Form.Item
        name="next"
        label={label}
        extra={words.passwordHint}
        rules={[{ required: true, message: words.required }]}
      >
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
      <Form.Item
        name="again"
        label={words.again}
        dependencies={['next']}
        rules={[
          { required: true, message: words.required },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue('next')
                ? Promise.resolve()
                : Promise.reject(new Error(words.differs)),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={256} />
      </Form.Item>
    </>
  )
}
