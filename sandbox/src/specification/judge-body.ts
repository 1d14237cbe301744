import { Ajv, type ErrorObject } from 'ajv'
import { FORMATS } from './formats.ts'
import type { Operation, Specification } from './specification.ts'
import { typeOf, type Violation } from './violation.ts'

export type JudgeBody = (operation: Operation, body: unknown) => Violation[]

/** All sandboxes of a process share compiled rules. */
const judges = new WeakMap<Specification, JudgeBody>()

/** Validates bodies of requests. Rules are compiled on first use. */
export function bodyJudgeOf(specification: Specification): JudgeBody {
  const judge = judges.get(specification) ?? createBodyJudge(specification)
  judges.set(specification, judge)
  return judge
}

function createBodyJudge(specification: Specification): JudgeBody {
  let validator: Validator | undefined
  return (operation, body) => {
    if (!operation.body) return []
    const { validate } = (validator ??= createValidator(specification))
    const index = specification.operations.indexOf(operation)
    const errors = validate(`/operations/${index}/body`, body ?? (body === undefined ? {} : null))
    // For an `anyOf`, only reports that no branch matches, because the intended branch is unknown.
    const open = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ schemaPath }) => schemaPath)
    return errors
      .filter(
        ({ keyword, schemaPath }) => keyword === 'anyOf' || !open.some((path) => schemaPath.startsWith(path)),
      )
      .map((error) => toViolation(error, body))
  }
}

export interface Validator {
  /** The errors of a value by the schema at this JSON pointer of the specification. */
  validate: (pointer: string, value: unknown) => readonly ErrorObject[]
}

export function createValidator(
  specification: Specification,
  formats: Readonly<Record<string, (text: string) => boolean>> = FORMATS,
): Validator {
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, logger: false, verbose: true })
  for (const [name, check] of Object.entries(formats)) ajv.addFormat(name, check)
  ajv.addSchema({ ...specification, $id: 'specification' })
  return {
    validate: (pointer, value) => {
      const check = ajv.getSchema(`specification#${pointer}`)
      if (!check) throw new Error(`the specification has no schema at ${pointer}`)
      void check(value)
      return check.errors ?? []
    },
  }
}

const LIMITS: Readonly<Record<string, string>> = {
  maximum: '<=',
  maxLength: '<=',
  maxItems: '<=',
  minimum: '>=',
  minLength: '>=',
  minItems: '>=',
}

function toViolation({ instancePath, keyword, params, data }: ErrorObject, body: unknown): Violation {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
  const found = typeOf(path.length === 0 ? body : data)
  const at = { in: 'body', path, found, value: data } as const
  if (keyword === 'required') return { ...at, rule: 'required', expected: String(params['missingProperty']) }
  if (keyword === 'type') return { ...at, rule: 'type', expected: String(params['type']) }
  if (keyword === 'enum') return { ...at, rule: 'enum', expected: listOf(params['allowedValues']) }
  if (keyword === 'format') return { ...at, rule: 'format', expected: String(params['format']) }
  if (keyword === 'anyOf') return { ...at, rule: 'anyOf', expected: '' }
  return { ...at, rule: 'limit', expected: `${LIMITS[keyword] ?? keyword} ${String(params['limit'])}` }
}

const listOf = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : '')
