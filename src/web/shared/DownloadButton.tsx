import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFailureText } from './Failure.tsx'

/** @param save fetches and hands over the file. */
export function DownloadButton({ save, children }: { save: () => Promise<void>; children: ReactNode }) {
  const { message } = App.useApp()
  const text = useFailureText()
  const [isBusy, setBusy] = useState(false)
  const start = async () => {
    setBusy(true)
    try {
      await save()
    } catch (error) {
      message.error(text(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button icon={<DownloadOutlined aria-hidden="true" />} loading={isBusy} onClick={() => void start()}>
      {children}
    </Button>
  )
}
