/** Adds a site, or changes one. */
import { Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd'
import { useId } from 'react'
import type { Columns } from '../../../rescan/columns.ts'
import type { Site } from '../../../server/api/sites.ts'
import { useAct, useApi } from '../../api/queries.ts'
import { useWords } from '../../language/language.tsx'
import { Failure } from '../../shared/Failure.tsx'
import { sharedWords } from '../../shared/words.ts'
import { rescanWords } from './words.ts'

interface Values {
  readonly name: string
  readonly source: string
  readonly baseUrl: string
  readonly cron: string
  readonly timeZone: string
  readonly interval: number
  readonly concurrency: number
  readonly keepText: boolean
  /** Empty: none. */
  readonly department: string
  /** A line each: path prefix, column, owner. */
  readonly columns: string
}

/** Null: a line has no column. */
function columnsOf(text: string): Columns | null {
  const columns: Columns = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const [prefix = '', column = '', owner = ''] = line.split(/[,，\t]/).map(each => each.trim())
    if (prefix === '' || column === '') return null
    columns.push({ prefix, column, owner: owner === '' ? null : owner })
  }
  return columns
}

const initial = (site: Site | null): Values => ({
  name: site?.name ?? '',
  source: site?.source ?? '',
  baseUrl: site?.baseUrl ?? '',
  cron: site?.schedule?.cron ?? '',
  timeZone: site?.schedule?.timeZone ?? 'Asia/Shanghai',
  interval: site?.settings.interval ?? 0.25,
  concurrency: site?.concurrency ?? 2,
  keepText: site?.keepText ?? false,
  department: site?.department ?? '',
  columns: (site?.columns ?? [])
    .map(each => [each.prefix, each.column, each.owner ?? ''].join(', '))
    .join('\n'),
})

export function SiteDialog({ site, onClose }: { site: Site | null; onClose: () => void }) {
  const words = useWords(rescanWords)
  const shared = useWords(sharedWords)
  // The button outside the form is its own, so that Enter in a field saves.
  const id = useId()
  const create = useAct('sites.create')
  const update = useAct('sites.update')
  const departments = useApi('departments.list', {})
  const save = ({
    name,
    source,
    baseUrl,
    cron,
    timeZone,
    interval,
    columns,
    department,
    ...rest
  }: Values) => {
    const body = {
      ...rest,
      name,
      settings: { ...site?.settings, interval },
      columns: columnsOf(columns) ?? [],
      department: department === '' ? null : department,
      schedule: cron.trim() === '' ? null : { cron, timeZone },
    }
    if (site)
      update.mutate({ params: { site: site.id }, body, ifMatch: site.version }, { onSuccess: onClose })
    else {
      const more = { source, baseUrl: baseUrl.trim() === '' ? null : baseUrl }
      create.mutate({ body: { ...body, ...more } }, { onSuccess: onClose })
    }
  }
  const required = [{ required: true, whitespace: true, message: words.required }]
  return (
    <Modal
      open
      title={site ? words.editOf(site.name) : words.add}
      okText={shared.save}
      cancelText={shared.cancel}
      okButtonProps={{ htmlType: 'submit', form: id, loading: create.isPending || update.isPending }}
      onCancel={onClose}
    >
      <Form<Values>
        id={id}
        layout="vertical"
        requiredMark={false}
        initialValues={initial(site)}
        onFinish={save}
      >
        <Form.Item name="name" label={words.name} rules={required}>
          <Input autoFocus maxLength={100} />
        </Form.Item>
        {site === null && (
          <>
            <Form.Item name="source" label={words.source} extra={words.sourceHint} rules={required}>
              <Input maxLength={2000} placeholder="https://" />
            </Form.Item>
            <Form.Item name="baseUrl" label={words.baseUrl}>
              <Input inputMode="url" maxLength={2000} placeholder="https://" />
            </Form.Item>
          </>
        )}
        <Form.Item name="department" label={words.department} extra={words.departmentHint}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={departments.isPending}
            options={[
              { value: '', label: words.noDepartment },
              ...(departments.data?.items ?? []).map(({ id: value, name: label }) => ({ value, label })),
            ]}
          />
        </Form.Item>
        <Form.Item name="cron" label={words.cron} extra={words.cronHint}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="timeZone" label={words.timeZone} rules={required}>
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item
          name="interval"
          label={words.interval}
          rules={[{ required: true, message: words.required }]}
        >
          <InputNumber min={0} max={3600} step={0.25} />
        </Form.Item>
        <Form.Item
          name="concurrency"
          label={words.concurrency}
          rules={[{ required: true, message: words.required }]}
        >
          <InputNumber min={1} max={64} precision={0} />
        </Form.Item>
        <Form.Item name="keepText" valuePropName="checked">
          <Checkbox>{words.keepText}</Checkbox>
        </Form.Item>
        <Form.Item
          name="columns"
          label={words.columns}
          extra={words.columnsHint}
          rules={[
            {
              validator: async (_, text: string) => {
                if (columnsOf(text) === null) throw new Error(words.badColumns)
              },
            },
          ]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
      </Form>
      <Failure error={create.error ?? update.error ?? departments.error} />
    </Modal>
  )
}
