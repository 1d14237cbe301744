import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SdkMethod {
  /** `get`, or `audiences.list` within a group. */
  readonly name: string
  /** Names of the parameters, without `options`; optional ones end with `?`. */
  readonly parameters: readonly string[]
  /** `Connection`, or `List<Connection>`; null where the source says nothing. */
  readonly returns: string | null
  readonly doc: string
  readonly throws: string
}

export interface SdkResource {
  readonly name: string
  readonly doc: string
  readonly methods: readonly SdkMethod[]
}

const RESOURCE = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?export function (\w+)\([^\n]*\) \{\n([\s\S]*?)\n\}\n/g
/** A resource whose methods are taken into another one. */
const PART = /^ {4}\.\.\.(\w+)\(api, /gm
/** A member of the returned object: its comment, its name, its text. */
const MEMBER = /(?:^ {4,6}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?^( {4,6})(?:async \*)?(\w+)(: |\(|,)/gm

/** The resources of the SDK, as their source declares and describes them. */
export function readSdk(root: string): SdkResource[] {
  const folder = join(root, 'sdk/src/resources')
  const declared = globSync('*.ts', { cwd: folder })
    .toSorted()
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(RESOURCE)])
    .map(([, doc = '', name = '', body = '']) => ({ name, doc, body }))
  // A part of another resource: its methods belong to that one.
  const partsOf = (body: string): string[] => [...body.matchAll(PART)].map(([, name = '']) => name)
  const parts = new Set(declared.flatMap(({ body }) => partsOf(body)))
  return declared
    .filter(({ name }) => !parts.has(name))
    .map(({ name, doc, body }) => ({
      name,
      doc: proseOf(doc),
      methods: [
        body,
        ...declared.filter((other) => partsOf(body).includes(other.name)).map((part) => part.body),
      ].flatMap(methodsOf),
    }))
    .filter(({ methods }) => methods.length > 0)
}

function methodsOf(body: string): SdkMethod[] {
  const from = body.search(/^ {2}return \{\n/m)
  if (from < 0) return []
  const text = body.slice(from)
  return withGroups(text, [...text.matchAll(MEMBER)]).flatMap(({ name, comment, begin, end }) => {
    const code = text.slice(begin, end)
    // Another resource, which has a section of its own.
    if (/^: \w+\(api, /.test(code)) return []
    return [
      {
        name,
        ...signatureOf(code),
        doc: proseOf(comment),
        throws:
          /@throws ([\s\S]*)/
            .exec(comment)?.[1]
            ?.replaceAll(/\s*\n\s*\*\s?/g, ' ')
            .trim() ?? '',
      },
    ]
  })
}

interface Member {
  readonly name: string
  readonly comment: string
  readonly begin: number
  readonly end: number
}

/** Members one level deeper count only within a group: elsewhere they are parameters. */
function withGroups(text: string, found: readonly RegExpExecArray[]): Member[] {
  let group = ''
  const members = found.flatMap(({ 0: whole, 1: comment = '', 2: indent = '', 3: name = '', index }) => {
    const begin = index + whole.length - (whole.endsWith(': ') ? 2 : 1)
    const isOuter = indent.length === 4
    if (isOuter) group = text.startsWith(': {\n', begin) ? `${name}.` : ''
    if (isOuter ? group !== '' : group === '') return []
    return [{ name: `${group}${name}`, comment, begin, index }]
  })
  return members.map((member, position) => ({ ...member, end: members[position + 1]?.index ?? text.length }))
}

function signatureOf(code: string): Pick<SdkMethod, 'parameters' | 'returns'> {
  if (code.startsWith(': send('))
    return { parameters: ['connectionId', 'path', 'input?'], returns: 'ProxyCall<T>' }
  if (code.startsWith(',')) return { parameters: ['connectionId', 'input'], returns: 'ProxyCall<T>' }
  return { parameters: parametersOf(code), returns: returnsOf(code) }
}

/** The text between the first parenthesis and its partner, split at commas that are in no bracket. */
function parametersOf(code: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const character of code.slice(code.indexOf('('))) {
    if (depth === 1 && (character === ',' || character === ')')) {
      parts.push(part)
      part = ''
    } else if (depth >= 1 && !(depth === 1 && character === '\n')) part += character
    if ('({[<'.includes(character)) depth++
    if (')}]'.includes(character)) depth--
    if (character === '>' && !part.endsWith('=>')) depth--
    if (depth === 0) break
  }
  return parts.map(nameOf).filter((name) => name !== '' && name !== 'options?')
}

/** `query: Query = {}` → `query?`; a destructured parameter is called after its type. */
function nameOf(parameter: string): string {
  const text = parameter.trim()
  if (text === '') return ''
  const optional = / = [^>]/.test(text) || /^\w+\?:/.test(text) ? '?' : ''
  const plain = /^(\w+)\??:/.exec(text)?.[1]
  return (plain ?? (/Query/.test(text) ? 'query' : 'input')) + optional
}

function returnsOf(code: string): string | null {
  const declared = /^\([^\n]*\): ([^{\n]+) \{/.exec(code)?.[1]
  if (declared) return declared
  if (/=>\s*download\(/.test(code)) return 'Response'
  const [, verb = '', type = ''] = /=>\s*(\w+)<((?:[^<>]|<[^<>]*>)+)>\(/.exec(code) ?? []
  if (type === '') return null
  return /list/i.test(verb) ? `List<${type}>` : type
}

/** A comment as one line, without its tags. */
function proseOf(comment: string): string {
  return comment
    .replaceAll(/^\s*\*? ?/gm, '')
    .replace(/@throws[\s\S]*/, '')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
