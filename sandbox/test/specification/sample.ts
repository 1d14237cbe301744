import { membersOf, resolve, type Schema, type Specification } from '../../src/specification/specification.ts'

/**
 * A value that keeps the rules of a schema. Different variants differ in every member that can differ.
 *
 * @param name of the member, which says what kind of text it is
 */
export function sampleOf(specification: Specification, given: Schema, name = '', variant = 0): unknown {
  const schema = resolve(specification, given)
  if (schema.enum) return schema.enum[(schema.enum.length - 1 + variant) % schema.enum.length]
  if (schema.anyOf) return sampleOf(specification, schema.anyOf[0] ?? {}, name, variant)
  switch (schema.type) {
    case 'string':
      return textOf(schema, name, variant)
    case 'integer':
      return Math.min(Math.max(schema.minimum ?? 1, 3 + variant), schema.maximum ?? 1000)
    case 'number':
      return 12.5 + variant
    case 'boolean':
      return variant % 2 === 0
    case 'array': {
      const count = Math.max(1, schema.minItems ?? 1)
      return Array.from({ length: count }, (_, index) =>
        sampleOf(specification, schema.items ?? { type: 'string' }, name.replace(/s$/, ''), variant + index),
      )
    }
    default:
      return Object.fromEntries(
        Object.entries(membersOf(specification, schema)).map(([member, inner]) => [
          member,
          sampleOf(specification, inner, member, variant),
        ]),
      )
  }
}

/** IDs differ from each other. */
let serial = 0

function textOf({ format, maxLength, minLength }: Schema, name: string, variant: number): string {
  if (format === 'date-time') return `2026-01-1${variant}T10:00:00+00:00`
  if (format === 'date') return `2026-01-1${variant}`
  if (format === 'uuid') return `00000000-0000-4000-8000-00000000000${variant}`
  if (format === 'uri' || /url|href/i.test(name)) return `https://mill.example/${name}/${variant}`
  if (format === 'email' || /email_address|from_email|reply_to/.test(name))
    return `sample.${variant}@mill.example`
  if (/^(foreign_)?id$/.test(name)) return `id-${variant}-${++serial}`
  if (name === 'language') return ['nl', 'it', 'pt'][variant] ?? 'nl'
  if (name.startsWith('ip_')) return `192.0.2.${20 + variant}`
  const text = `${name} ${variant}`.padEnd(minLength ?? 0, 'x')
  return text.slice(0, maxLength ?? text.length)
}
