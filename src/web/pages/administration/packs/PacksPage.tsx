import { UploadOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useRef } from 'react'
import { refresh, useApi } from '../../../api/queries.ts'
import { upload } from '../../../api/upload.ts'
import { hasRole, useMe } from '../../../app/session.ts'
import { useWords } from '../../../language/language.tsx'
import { Failure } from '../../../shared/Failure.tsx'
import { Loaded } from '../../../shared/Loaded.tsx'
import { Nothing } from '../../../shared/Nothing.tsx'
import { PageTitle } from '../../../shared/PageTitle.tsx'
import { PackPanel } from './PackPanel.tsx'
import { packWords } from './words.ts'

export function Page() {
  const words = useWords(packWords)
  const mayChange = hasRole(useMe(), 'administrator')
  const { message } = App.useApp()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const query = useApi('packs.list', {})
  const add = useMutation({
    mutationFn: (file: File) => upload('packs.upload', {}, [file]),
    onSuccess: async () => {
      message.success(words.uploaded)
      await refresh(client)
    },
  })
  return (
    <>
      <PageTitle title={words.title}>
        {mayChange && (
          <Button
            type="primary"
            icon={<UploadOutlined aria-hidden="true" />}
            loading={add.isPending}
            onClick={() => input.current?.click()}
          >
            {words.upload}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".yaml,.yml,.txt,.csv,.xlsx"
          aria-label={words.upload}
          onChange={event => {
            const [file] = event.target.files ?? []
            if (file) add.mutate(file)
            event.target.value = ''
          }}
        />
      </PageTitle>
      <p className="quiet">{words.hint}</p>
      <div className="stack">
        <Failure error={add.error} />
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <div className="panel">
                <Nothing text={words.none} />
              </div>
            ) : (
              items.map(pack => <PackPanel key={pack.id} pack={pack} mayChange={mayChange} />)
            )
          }
        </Loaded>
      </div>
    </>
  )
}
