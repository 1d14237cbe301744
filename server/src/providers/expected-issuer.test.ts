import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAuthorizationResponse } from '../oauth/authorization-response.ts'
import { builtInProviders } from './index.ts'
import { expectedIssuer } from './expected-issuer.ts'
import type { Provider } from './provider.ts'

const base = builtInProviders().get('constant-contact') ?? assert.fail()
const OWN = 'https://authz.constantcontact.com/oauth2/default'

function judge(issuers: readonly string[], authorization: Partial<Provider['authorization']>): string {
  const parameters = new URLSearchParams({ code: 'c' })
  for (const issuer of issuers) parameters.append('iss', issuer)
  const provider = { ...base, authorization: { ...base.authorization, ...authorization } }
  try {
    return readAuthorizationResponse(parameters, expectedIssuer(provider)).reveal()
  } catch (error) {
    return (error as { code: string }).code
  }
}

const WRONG = [
  ['https://evil.example'],
  [''],
  [`${OWN}/`],
  [OWN.toUpperCase()],
  ['https://authz.constantcontact.com.evil.example'],
  [OWN, OWN],
  [OWN, 'https://evil.example'],
]

test('B12: an issuer that is known: required, optional or none; a wrong one is always rejected', () => {
  for (const issuerParameter of ['required', 'optional', 'none'] as const)
    for (const wrong of WRONG)
      assert.equal(judge(wrong, { issuer: OWN, issuerParameter }), 'issuer_mismatch', String(wrong))
  assert.equal(judge([OWN], { issuer: OWN }), 'c')
  assert.equal(judge([], { issuer: OWN }), 'issuer_mismatch', 'required where it is given')
  assert.equal(judge([OWN], { issuer: OWN, issuerParameter: 'optional' }), 'c')
  assert.equal(judge([], { issuer: OWN, issuerParameter: 'optional' }), 'c')
  assert.equal(judge([OWN], { issuer: OWN, issuerParameter: 'none' }), 'issuer_mismatch')
  assert.equal(judge([], { issuerParameter: 'none' }), 'c')
})

test('B12: an issuer that the provider does not announce is taken from its own hosts, and from no other', () => {
  assert.equal(judge([], {}), 'c')
  assert.equal(judge([OWN], {}), 'c')
  const others = ['https://evil.example', 'http://authz.constantcontact.com', 'authz.constantcontact.com', '']
  for (const issuer of [
    ...others,
    'https://authz.constantcontact.com@evil.example',
    'https://x@authz.constantcontact.com',
  ])
    assert.equal(judge([issuer], {}), 'issuer_mismatch', issuer)
})
