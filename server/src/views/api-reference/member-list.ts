import { html, type Html } from '../html.ts'
import type { Parameter, Schema } from './description.ts'
import { prose } from './prose.ts'
import { resolveSchema, variantsOf, withoutNull, type Schemas } from './resolve-schema.ts'
import { typeInWords } from './type-in-words.ts'

/** Deeper members are shown only in the example. */
const MAX_DEPTH = 5

interface Member {
  readonly name: string
  readonly isRequired: boolean
  readonly description: string | undefined
  readonly schema: Schema
}

/** The parameters of one place, such as the query. */
export function parameterList(parameters: readonly Parameter[], schemas: Schemas): Html {
  const members = parameters.map(({ name, required = false, description, schema }): Member => ({
    name,
    isRequired: required,
    description,
    schema,
  }))
  return memberList(members, schemas, { depth: 1, marksRequired: true })
}

interface ListOptions {
  readonly depth: number
  /** For a request: a response always has all of its members. */
  readonly marksRequired: boolean
}

/** The members of a body, with those of nested objects folded; null if the body is not an object. */
export function schemaMembers(schema: Schema, schemas: Schemas, options: ListOptions): Html | null {
  const value = withoutNull(schema, schemas)
  if (value.items) return schemaMembers(value.items, schemas, options)
  const { properties, required = [], additionalProperties } = value
  if (properties)
    return memberList(
      Object.entries(properties).map(([name, member]) => ({
        name,
        isRequired: required.includes(name),
        description: withoutNull(member, schemas).description,
        schema: member,
      })),
      schemas,
      options,
    )
  const variants = variantsOf(value).filter((variant) => resolveSchema(variant, schemas).properties)
  if (variants.length > 0) return variantList(variants, schemas, options)
  return typeof additionalProperties === 'object'
    ? schemaMembers(additionalProperties, schemas, options)
    : null
}

function variantList(variants: readonly Schema[], schemas: Schemas, options: ListOptions): Html {
  return html`<ul class="variants">
    ${variants.map((variant, index) => {
      const { title, properties = {} } = resolveSchema(variant, schemas)
      const kind = Object.entries(properties).find(([, member]) => member.const !== undefined)
      const name = title ?? (kind ? `${kind[0]}: ${JSON.stringify(kind[1].const)}` : `Variant ${index + 1}`)
      return html`<li>
        <p class="variant"><code>${name}</code></p>
        ${schemaMembers(variant, schemas, options)}
      </li>`
    })}
  </ul>`
}

function memberList(members: readonly Member[], schemas: Schemas, options: ListOptions): Html {
  return html`<dl class="members">
    ${members.map(
      ({ name, isRequired, description, schema }) =>
        html`<div>
          <dt>
            <code>${name}</code> <span class="type">${typeInWords(schema, schemas)}</span>
            ${isRequired && options.marksRequired && html`<span class="required">required</span>`}
          </dt>
          <dd>
            ${description !== undefined && html`<p>${prose(description)}</p>`}
            ${inner(name, schema, schemas, options)}
          </dd>
        </div>`,
    )}
  </dl>`
}

function inner(name: string, schema: Schema, schemas: Schemas, options: ListOptions): Html | null {
  if (options.depth >= MAX_DEPTH) return null
  const members = schemaMembers(schema, schemas, { ...options, depth: options.depth + 1 })
  return (
    members &&
    html`<details>
      <summary>Members of <code>${name}</code></summary>
      ${members}
    </details>`
  )
}
