import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useFailureText } from './Failure.tsx'

interface Props {
  /** Fetches and hands over the file. */
  readonly save: () => Promise<void>
  readonly children: ReactNode
  /** For screen readers, where what is shown says too little; it has what is shown in it. */
  readonly label?: string
  readonly size?: 'small' | 'middle'
}

export function DownloadButton({ save, children, label, size = 'middle' }: Props) {
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
    <Button
      icon={<DownloadOutlined aria-hidden="true" />}
      size={size}
      aria-label={label}
      loading={isBusy}
      onClick={() => void start()}
    >
      {children}
    </Button>
  )
}
