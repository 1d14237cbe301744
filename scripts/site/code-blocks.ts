/** A fenced block of code in a Markdown file. */
export interface CodeBlock {
  readonly file: string
  /** Line of the first line of code, from 1. */
  readonly line: number
  readonly language: string
  /** What follows the language, such as `title="app.ts"`. */
  readonly meta: string
  readonly code: string
}

const FENCE = /^( *)(`{3,})([\w-]*)[ \t]*([^\n]*)\n([\s\S]*?)^\1\2[ \t]*$/gm

export function codeBlocksOf(file: string, markdown: string): CodeBlock[] {
  return [...markdown.matchAll(FENCE)].map(
    ({ 1: indent = '', 3: language = '', 4: meta = '', 5: code = '', index }) => ({
      file,
      line: markdown.slice(0, index).split('\n').length + 1,
      language,
      meta: meta.trim(),
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )
}

/** Splits Markdown so that code, in fences and in lines, stands alone; `change` gets the rest. The parts joined are the whole. */
export function outsideCode(markdown: string, change?: (text: string) => string): string[] {
  const parts = markdown.split(/(^ *`{3,}[\s\S]*?^ *`{3,}[ \t]*$|`[^`\n]+`)/gm)
  return change
    ? parts.map((part, index) => (index % 2 === 1 ? part : change(part)))
    : parts.filter((_, index) => index % 2 === 0)
}

export function outsideFences(markdown: string): string {
  return markdown.replaceAll(FENCE, '')
}
