const FIELD = /"((?:[^"]|"")*)"|([^,\r\n]*)/y

/** Reads CSV with a line of names (RFC 4180). Names are written as members are: `Email address` is `email_address`. */
export function readCsv(text: string): Record<string, string>[] {
  const [names = [], ...rows] = readRows(text.replace(/^\uFEFF/, ''))
  const members = names.map((name) => name.trim().toLowerCase().replaceAll(/\W+/g, '_'))
  return rows.map((row) => Object.fromEntries(members.map((name, index) => [name, row[index] ?? ''])))
}

function readRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length;) {
    FIELD.lastIndex = at
    const [whole = '', quoted, plain = ''] = FIELD.exec(text) ?? []
    row.push(quoted?.replaceAll('""', '"') ?? plain.trim())
    at += whole.length
    if (text[at] !== ',') {
      if (row.some((field) => field !== '')) rows.push(row)
      row = []
      at = text.slice(at).startsWith('\r\n') ? at + 1 : at
    }
    // The separator, the end of the line, or what follows a quoted field by mistake.
    at += 1
  }
  if (row.some((field) => field !== '')) rows.push(row)
  return rows
}
