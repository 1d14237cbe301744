import { Check, Copy as CopyIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { texts } from '../words/index.ts'
import { classes } from './classes.ts'

const SHOWN_MS = 2000

/** Copies a text. The icon shows success for a moment, without moving the button. */
export function CopyButton({ text, label = texts.copy }: { readonly text: string; readonly label?: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const Icon = copied ? Check : CopyIcon
  return (
    <button
      type="button"
      aria-label={copied ? texts.copied : label}
      className="grid size-9 flex-none place-items-center rounded-md text-muted-foreground hover:bg-card hover:text-foreground tablet:size-7"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <Icon aria-hidden className="size-4" />
      <span role="status" className="sr-only">
        {copied && texts.copied}
      </span>
    </button>
  )
}

/** A line of text to copy. */
export function Copy({ text }: { readonly text: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2 rounded-md border border-border-strong bg-muted py-0.5 pr-0.5 pl-2.5">
      <code className="min-w-0 flex-1 text-[0.78125rem] leading-5">{text}</code>
      <CopyButton text={text} />
    </span>
  )
}

interface CodeBlockProps {
  readonly text: string
  readonly copies?: boolean
  /** Wraps long lines instead of scrolling. */
  readonly wraps?: boolean
}

/** Several lines of code, with a button that copies them. */
export function CodeBlock({ text, copies = true, wraps = false }: CodeBlockProps) {
  return (
    <div className="flex items-start rounded-md border bg-muted">
      {/* Wider than a phone: focusable, so that the keyboard can scroll it. */}
      <pre
        tabIndex={0}
        className={classes(
          'min-w-0 flex-1 overflow-x-auto rounded-md px-3 py-2.5 text-[0.78125rem] leading-5',
          wraps && 'wrap-anywhere whitespace-pre-wrap',
        )}
      >
        {text}
      </pre>
      {copies && (
        <span className="flex-none p-1 pl-0">
          <CopyButton text={text} />
        </span>
      )}
    </div>
  )
}
