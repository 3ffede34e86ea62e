/** Asks before what was typed and cannot be saved by itself is left behind. */
import { App } from 'antd'
import { useCallback, useEffect, useRef } from 'react'
import { useBeforeUnload, useBlocker } from 'react-router'
import { useWords } from '../../language/language.tsx'
import { submitWords } from './words.ts'

interface Unsaved {
  /** Anything is, so that closing the window would lose it. */
  readonly isUnsaved: boolean
  /** Another page of ours would lose it, too: it cannot be saved on the way. */
  readonly isLost: boolean
}

/** @returns lets the next page be shown without asking. */
export function useUnsaved({ isUnsaved, isLost }: Unsaved): () => void {
  const words = useWords(submitWords)
  const { modal } = App.useApp()
  const isLetGo = useRef(false)
  // Who was signed out must not be held here.
  const blocker = useBlocker(
    ({ currentLocation: { pathname: here }, nextLocation: { pathname: there } }) =>
      isLost && !isLetGo.current && here !== there && there !== '/sign-in',
  )
  useBeforeUnload(
    useCallback(
      event => {
        if (isUnsaved) event.preventDefault()
      },
      [isUnsaved],
    ),
  )
  const { state } = blocker
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once each time
  useEffect(() => {
    if (state !== 'blocked') return
    const dialog = modal.confirm({
      title: words.leaveTitle,
      content: words.leaveHint,
      okText: words.leave,
      cancelText: words.stay,
      okButtonProps: { danger: true },
      onOk: () => blocker.proceed?.(),
      onCancel: () => blocker.reset?.(),
    })
    return () => dialog.destroy()
  }, [state])
  return useCallback(() => {
    isLetGo.current = true
  }, [])
}
