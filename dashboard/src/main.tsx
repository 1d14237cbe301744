import './styles.css'
import { applyAppearance } from './ui/appearance.ts'
import { loadWords } from './words/index.ts'

applyAppearance()
await loadWords()
// Imported after the texts are loaded, which modules read at import.
const { start } = await import('./app/start.tsx')
start()
