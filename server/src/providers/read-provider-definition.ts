import { defineProvider } from './define-provider.ts'
import { memberAt } from '../kernel/member-at.ts'
import { providerDefinitionSchema, type ProviderDefinition } from './provider-definition.ts'
import type { Provider } from './provider.ts'
import { reasonOf } from '../kernel/reason-of.ts'

/** A definition is invalid. The message contains the file, the field and the expected value. */
export class ProviderDefinitionError extends Error {
  override readonly name = 'ProviderDefinitionError'
}

/**
 * Validates a provider definition.
 * @param file name for error messages
 * @param definition the parsed content of the file, not validated
 * @throws ProviderDefinitionError
 */
export function readProviderDefinition(file: string, definition: unknown): Provider {
  const { data, error } = providerDefinitionSchema.safeParse(definition)
  if (!data) {
    const problems = error.issues.map(
      ({ path, message }) => `${path.map(String).join('.') || 'the definition'}: ${message}`,
    )
    throw new ProviderDefinitionError(`${file}: ${problems.join('; ')}`)
  }
  try {
    return defineProvider(toProvider(data))
  } catch (cause) {
    throw new ProviderDefinitionError(`${file}: ${reasonOf(cause)}`, { cause })
  }
}

function toProvider({
  id,
  name,
  docsUrl,
  hosts,
  authorization,
  token,
  account,
  api: { errorsInOkResponse, rateLimits, ...api },
  apiKey,
  revocation,
  developerPortal,
}: ProviderDefinition): Provider {
  const { apiLocation, path, ...members } = account
  const apiBaseUrl = apiLocation.apiBaseUrl.replace(/\/$/, '')
  return {
    id,
    name,
    docsUrl,
    hosts: hosts.map((host) => (host.startsWith('*.') ? wildcard(host) : host)),
    authorization: withoutUndefined(authorization),
    token: withoutUndefined(token),
    account: {
      apiLocation: { type: apiLocation.type, apiBaseUrl },
      path,
      parse: (body) => parseAccount(body, name, members),
    },
    api: {
      ...withoutUndefined(api),
      ...(rateLimits && { rateLimits: rateLimits.map(withoutUndefined) }),
      ...(errorsInOkResponse && { errorsInOkResponse: withoutUndefined(errorsInOkResponse) }),
    },
    ...(apiKey && {
      apiKey: {
        // The whole key: it becomes part of a header or a URL.
        pattern: new RegExp(`^(?:${apiKey.pattern})$`),
        placement: apiKey.placement,
        apiLocation: () => ({ apiBaseUrl, dataCenter: null }),
      },
    }),
    revocation,
    developerPortal: {
      url: developerPortal.url,
      clientIdPattern: new RegExp(developerPortal.clientIdPattern),
      registrationSteps: withoutUndefined(developerPortal.registrationSteps),
      secretRotationSteps: withoutUndefined(developerPortal.secretRotationSteps),
    },
  }
}

/** `*.host` matches exactly one level below the host. */
function wildcard(host: string): RegExp {
  return new RegExp(`^[a-z0-9-]+\\.${host.slice(2).replaceAll('.', String.raw`\.`)}$`)
}

function parseAccount(
  body: Record<string, unknown>,
  providerName: string,
  { id, name, email }: { id: string; name?: string | undefined; email?: string | undefined },
) {
  const accountId = textAt(body, id)
  if (accountId === null) throw new TypeError(`no ${id}`)
  return {
    id: accountId,
    name: (name && textAt(body, name)) || `${providerName} account ${accountId}`,
    email: email === undefined ? null : textAt(body, email),
  }
}

function textAt(body: unknown, path: string): string | null {
  const value = memberAt(body, path)
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null
}

/** Removes undefined members (`exactOptionalPropertyTypes`). */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
