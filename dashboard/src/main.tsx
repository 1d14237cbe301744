import './styles.css'
import { applyAppearance } from './ui/appearance.ts'
import { loadWords } from './words/index.ts'

applyAppearance()
await loadWords()
// After the words, which modules read when they load.
const { start } = await import('./app/start.tsx')
start()
