import { useState } from 'react'
import { texts } from '../texts.ts'

/** Text to copy. */
export function Copy({ text, hidden = false }: { readonly text: string; readonly hidden?: boolean }) {
  const [copied, setCopied] = useState(false)
  return (
    <span className="copy">
      {!hidden && <code>{text}</code>}{' '}
      <button
        type="button"
        className="quiet small"
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {copied ? texts.copied : texts.copy}
      </button>
    </span>
  )
}
