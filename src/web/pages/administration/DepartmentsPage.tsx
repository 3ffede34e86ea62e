import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Department } from '../../../server/api/departments.ts'
import { useAct, useApi } from '../../api/queries.ts'
import { useWords } from '../../language/language.tsx'
import { Failure, useFailureText } from '../../shared/Failure.tsx'
import { Loaded } from '../../shared/Loaded.tsx'
import { Nothing } from '../../shared/Nothing.tsx'
import { PageTitle } from '../../shared/PageTitle.tsx'
import { sharedWords } from '../../shared/words.ts'
import { administrationWords } from './words.ts'
import './administration.css'

export function Page() {
  const words = useWords(administrationWords)
  const query = useApi('departments.list', {})
  const [editing, setEditing] = useState<Department | 'new' | null>(null)
  return (
    <>
      <PageTitle title={words.departments}>
        <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={() => setEditing('new')}>
          {words.addDepartment}
        </Button>
      </PageTitle>
      <div className="panel">
        <p className="quiet">{words.departmentsHint}</p>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing text={words.noDepartments} />
            ) : (
              <Tree items={items} parent={null} onEdit={setEditing} />
            )
          }
        </Loaded>
      </div>
      {editing && (
        <DepartmentDialog
          department={editing === 'new' ? null : editing}
          all={query.data?.items ?? []}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

interface TreeProps {
  readonly items: readonly Department[]
  readonly parent: string | null
  readonly onEdit: (department: Department) => void
}

function Tree({ items, parent, onEdit }: TreeProps) {
  const words = useWords(administrationWords)
  const { message, modal } = App.useApp()
  const text = useFailureText()
  const remove = useAct('departments.delete')
  const ask = (department: Department) =>
    modal.confirm({
      title: words.deleteOf(department.name),
      content: words.deleteHint,
      onOk: () =>
        remove
          .mutateAsync({ params: { department: department.id } })
          .catch(error => void message.error(text(error))),
    })
  const own = items.filter(each => each.parent === parent)
  if (own.length === 0) return null
  return (
    <ul className="plain-list department-tree">
      {own.map(department => (
        <li key={department.id}>
          <div className="row department">
            <strong>{department.name}</strong>
            <span className="shell-space" />
            <span className="row">
              <Button
                size="small"
                aria-label={words.rename(department.name)}
                onClick={() => onEdit(department)}
              >
                {words.renameShort}
              </Button>
              <Button
                size="small"
                aria-label={words.deleteOf(department.name)}
                onClick={() => ask(department)}
              >
                {words.delete}
              </Button>
            </span>
          </div>
          <Tree items={items} parent={department.id} onEdit={onEdit} />
        </li>
      ))}
    </ul>
  )
}

interface DialogProps {
  readonly department: Department | null
  readonly all: readonly Department[]
  readonly onClose: () => void
}

function DepartmentDialog({ department, all, onClose }: DialogProps) {
  const words = useWords(administrationWords)
  const shared = useWords(sharedWords)
  const [form] = Form.useForm<{ name: string; parent: string }>()
  const create = useAct('departments.create')
  const update = useAct('departments.update')
  const save = ({ name, parent }: { name: string; parent: string }) => {
    if (department === null) {
      create.mutate({ body: { name, parent: parent === '' ? null : parent } }, { onSuccess: onClose })
    } else {
      const params = { department: department.id }
      update.mutate({ params, body: { name }, ifMatch: department.version }, { onSuccess: onClose })
    }
  }
  return (
    <Modal
      open
      title={department === null ? words.addDepartment : words.rename(department.name)}
      okText={shared.save}
      cancelText={shared.cancel}
      okButtonProps={{ loading: create.isPending || update.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: department?.name ?? '', parent: '' }}
        onFinish={save}
      >
        <Form.Item
          name="name"
          label={words.name}
          rules={[{ required: true, whitespace: true, message: words.required }]}
        >
          <Input autoFocus maxLength={100} />
        </Form.Item>
        {department === null && (
          <Form.Item name="parent" label={words.under}>
            <Select
              options={[
                { value: '', label: words.top },
                ...all.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Form.Item>
        )}
      </Form>
      <Failure error={create.error ?? update.error} />
    </Modal>
  )
}
