import { Form, Input, Modal, Select } from 'antd'
import { useAct, useApi } from '../../../api/queries.ts'
import { hasRole, useMe } from '../../../app/session.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { ListPage } from '../../../shared/ListPage.tsx'
import { sharedWords } from '../../../shared/words.ts'
import { PortalPanel } from './PortalPanel.tsx'
import { portalWords } from './words.ts'
import '../administration.css'

export function Page() {
  const words = useWords(portalWords)
  const mayChange = hasRole(useMe(), 'administrator')
  const query = useApi('portals.list', {})
  return (
    <ListPage
      words={words}
      query={query}
      mayChange={mayChange}
      show={portal => <PortalPanel key={portal.id} portal={portal} mayChange={mayChange} />}
      addDialog={onClose => <PortalDialog onClose={onClose} />}
    />
  )
}

function PortalDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(portalWords)
  const shared = useWords(sharedWords)
  const [form] = Form.useForm<{ name: string; department: string }>()
  const create = useAct('portals.create')
  const departments = useApi('departments.list', {})
  const save = ({ name, department }: { name: string; department: string }) =>
    create.mutate(
      { body: { name, department: department === '' ? null : department } },
      { onSuccess: onClose },
    )
  return (
    <Modal
      open
      title={words.add}
      okText={shared.save}
      cancelText={shared.cancel}
      okButtonProps={{ loading: create.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ department: '' }}
        onFinish={save}
      >
        <Form.Item
          name="name"
          label={words.name}
          rules={[{ required: true, whitespace: true, message: words.required }]}
        >
          <Input autoFocus maxLength={100} />
        </Form.Item>
        <Form.Item name="department" label={words.department}>
          <Select
            options={[
              { value: '', label: words.noDepartment },
              ...(departments.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Form.Item>
      </Form>
      <Failure error={create.error} />
    </Modal>
  )
}
