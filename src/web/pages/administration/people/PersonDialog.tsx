/** Adds a person, or changes one. */
import { App, Checkbox, Form, Input, Modal, Select } from 'antd'
import { type PersonRole, personRoles, rolesOfPersonSchema } from '../../../../review/roles.ts'
import { loginName } from '../../../../server/api/login-name.ts'
import type { Person } from '../../../../server/api/people.ts'
import { useAct, useApi } from '../../../api/queries.ts'
import { useWords } from '../../../language/language.tsx'
import { useTerms } from '../../../language/terms.ts'
import { Failure } from '../../../shared/Failure.tsx'
import { sharedWords } from '../../../shared/words.ts'
import type { MadeLink } from './PeoplePage.tsx'
import { peopleWords } from './words.ts'

interface Values {
  readonly login: string
  readonly name: string
  readonly roles: PersonRole[]
  readonly department: string
  readonly active: boolean
}

interface Props {
  readonly person: Person | null
  readonly onClose: () => void
  readonly onLink: (link: MadeLink) => void
}

export function PersonDialog({ person, onClose, onLink }: Props) {
  const words = useWords(peopleWords)
  const shared = useWords(sharedWords)
  const terms = useTerms()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const create = useAct('people.create')
  const update = useAct('people.update')
  const departments = useApi('departments.list', {})
  const loginRule = {
    validator: (_: unknown, value: string) =>
      value.trim() === '' || loginName.safeParse(value).success
        ? Promise.resolve()
        : Promise.reject(new Error(words.loginRule)),
  }
  const required = [{ required: true, whitespace: true, message: words.required }]
  const save = ({ login, name, roles, department, active }: Values) => {
    const home = department === '' ? null : department
    if (person === null) {
      create.mutate(
        { body: { login, name, roles, department: home } },
        {
          onSuccess: ({ link }) => {
            onClose()
            onLink({ name, ...link })
          },
        },
      )
    } else {
      update.mutate(
        {
          params: { person: person.id },
          body: { name, roles, department: home, active },
          ifMatch: person.version,
        },
        {
          onSuccess: () => {
            onClose()
            message.success(words.saved)
          },
        },
      )
    }
  }
  return (
    <Modal
      open
      title={person === null ? words.add : words.editOf(person.name)}
      okText={person === null ? words.addButton : shared.save}
      cancelText={shared.cancel}
      okButtonProps={{ loading: create.isPending || update.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          login: person?.login ?? '',
          name: person?.name ?? '',
          roles: person?.roles ?? [],
          department: person?.department ?? '',
          active: person?.active ?? true,
        }}
        onFinish={save}
      >
        {person === null && (
          <Form.Item
            name="login"
            label={words.login}
            extra={words.loginHint}
            rules={[...required, loginRule]}
          >
            <Input autoFocus autoComplete="off" maxLength={64} />
          </Form.Item>
        )}
        <Form.Item name="name" label={words.name} rules={required}>
          <Input autoComplete="off" maxLength={100} />
        </Form.Item>
        <Form.Item
          name="roles"
          label={words.roles}
          extra={words.rolesHint}
          rules={[
            {
              validator: (_, value) =>
                rolesOfPersonSchema.safeParse(value).success
                  ? Promise.resolve()
                  : Promise.reject(new Error(words.rolesRule)),
            },
          ]}
        >
          <Checkbox.Group
            role="group"
            aria-label={words.roles}
            options={personRoles.map(role => ({ value: role, label: terms.role[role] }))}
          />
        </Form.Item>
        <Form.Item name="department" label={words.department}>
          <Select
            options={[
              { value: '', label: words.noDepartment },
              ...(departments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Form.Item>
        {person !== null && (
          <Form.Item name="active" valuePropName="checked">
            <Checkbox>{words.isActive}</Checkbox>
          </Form.Item>
        )}
      </Form>
      <Failure error={create.error ?? update.error} />
    </Modal>
  )
}
