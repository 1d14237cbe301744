import { Ajv, type ErrorObject } from 'ajv'
import { readFileSync } from 'node:fs'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import type { NewUser as NewConstantContactUser } from './constant-contact/state.ts'
import type { NewUser as NewMailchimpUser } from './mailchimp/state.ts'
import type { NewUser as NewMailupUser } from './mailup/state.ts'
import type { AccountFixture } from './fixtures/account-fixture.ts'
import { contradictionsOf } from './fixtures/contradictions.ts'
import { isTime } from './fixtures/resolve-time.ts'
import schema from './fixtures/fixtures.schema.json' with { type: 'json' }
import { reasonOf } from './reason-of.ts'

export interface AppFixture {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
  readonly name?: string
  readonly owner?: string
}

/** The contents of a sandbox at its start and after a reset, beside its sample users. `fixtures.schema.json` describes it. */
export interface Fixtures {
  /** ISO 8601. */
  readonly now?: string
  readonly mailchimp?: {
    readonly users?: readonly (NewMailchimpUser & AccountFixture & { readonly apiKeys?: readonly string[] })[]
    readonly apps?: readonly AppFixture[]
  }
  readonly constantContact?: {
    readonly users?: readonly (NewConstantContactUser & AccountFixture)[]
    readonly apps?: readonly (Omit<AppFixture, 'redirectUri'> & {
      readonly redirectUris: readonly string[]
      readonly refreshTokens?: 'rotating' | 'long_lived'
    })[]
  }
  readonly constantContactV2?: { readonly apps?: readonly AppFixture[] }
  readonly mailup?: {
    readonly users?: readonly (NewMailupUser & AccountFixture)[]
    readonly apps?: readonly AppFixture[]
  }
}

const validate = new Ajv({ allErrors: true, allowUnionTypes: true })
  .addFormat('time', isTime)
  .addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)))
  .addFormat('uri', (text) => URL.canParse(text))
  .compile<Fixtures>(schema)

/** @throws Error that names the file, and the line and the member of each mistake */
export function readFixtures(file: string): Fixtures {
  const lines = new LineCounter()
  const document = parseDocument(readText(file), { lineCounter: lines })
  const [broken] = document.errors
  if (broken) throw new Error(`${file} cannot be read: ${broken.message}`, { cause: broken })
  const content: unknown = document.toJS()
  const refuse = (problems: readonly string[]): Error =>
    new Error(`${file} is not a fixtures file: ${problems.join('; ')}`)
  if (!validate(content))
    throw refuse((validate.errors ?? []).map((error) => sentenceOf(error, document, lines)))
  const { mailchimp, constantContact, constantContactV2, mailup } = content
  const contradictions = contradictionsOf({ mailchimp, constantContact, constantContactV2, mailup })
  if (contradictions.length > 0)
    throw refuse(
      contradictions.map(({ path, sentence }) => `${lineOf(path, document, lines)}${path} ${sentence}`),
    )
  return content
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`${file} cannot be read: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

/** `line 3: /mailchimp/users/0/apiKeys must be array`. Names unknown members. */
function sentenceOf(
  { instancePath, message = '', params }: ErrorObject,
  document: Document,
  lines: LineCounter,
): string {
  const unknown: unknown = params['additionalProperty']
  const path = `${instancePath}${typeof unknown === 'string' ? `/${unknown}` : ''}`
  return `${lineOf(path, document, lines)}${path || '/'} ${unknown === undefined ? message : 'is not known'}`
}

/** `line 3: `, or nothing if the member has no line. */
function lineOf(path: string, document: Document, lines: LineCounter): string {
  const node = document.getIn(path.split('/').slice(1), true)
  const offset = isNode(node) ? node.range?.[0] : undefined
  return offset === undefined ? '' : `line ${lines.linePos(offset).line}: `
}
