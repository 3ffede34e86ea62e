import { createRoot } from 'react-dom/client'
import { watchForInput } from './api/presence.ts'
import { Root } from './app/Root.tsx'
import { currentLanguage, rememberLanguage } from './language/current.ts'
import './app/base.css'

rememberLanguage(currentLanguage())
watchForInput()
const place = document.getElementById('root')
if (place) createRoot(place).render(<Root />)
