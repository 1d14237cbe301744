import { startJsonServer } from '@letterlock/testing/json-server.ts'
import { KMS_CREDENTIALS, KMS_REGION } from '@letterlock/testing/kms-server.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openAwsKms } from './aws-kms.ts'

test('an answer without a key is an error: an empty key would be stored, and nothing could be decrypted', async (t) => {
  await using server = await startJsonServer(() => ({ status: 200, body: { KeyId: 'alias/letterlock' } }))
  const environment = {
    AWS_ENDPOINT_URL_KMS: server.url,
    AWS_REGION: KMS_REGION,
    AWS_ACCESS_KEY_ID: KMS_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KMS_CREDENTIALS.secretAccessKey,
  }
  Object.assign(process.env, environment)
  t.after(() => {
    for (const name of Object.keys(environment)) delete process.env[name]
  })
  const kms = openAwsKms('alias/letterlock')
  const isNamed = { name: 'ConfigError', message: /responded without a key/ }
  await assert.rejects(kms.wrap(Buffer.alloc(32).toString('base64')), isNamed)
  await assert.rejects(kms.unwrap(`aws-kms:${Buffer.alloc(64).toString('base64')}`), isNamed)
})
