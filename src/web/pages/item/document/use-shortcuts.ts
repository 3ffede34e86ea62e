/** Single keys, wherever nobody is typing. They can be switched off, as speech input and some readers need. */
import { useEffect, useRef, useState } from 'react'

const stored = 'baoshen.shortcuts'

export function useShortcutsOn(): [boolean, (on: boolean) => void] {
  const [isOn, setOn] = useState(() => {
    try {
      return localStorage.getItem(stored) !== 'off'
    } catch {
      return true
    }
  })
  const choose = (on: boolean) => {
    setOn(on)
    try {
      localStorage.setItem(stored, on ? 'on' : 'off')
    } catch {
      // Then it holds for this page.
    }
  }
  return [isOn, choose]
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type)
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}

export function useShortcuts(keys: Readonly<Record<string, () => void>>, isOn: boolean): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!isOn) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"][aria-modal="true"]')) return
      const act = latest.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isOn])
}
