import { setTimeout as pause } from 'node:timers/promises'
import { writeKeyFile } from '../config/encryption-keys.ts'
import { lockEncryptionKeys } from '../config/lock-data-directory.ts'
import {
  createStoredKey,
  readEncryptionKeys,
  type EncryptionKeys,
} from '../key-services/read-encryption-keys.ts'
import { createEncryption } from '../encryption/encryption.ts'
import { createKeyRing, idOfKey, keyName } from '../encryption/key-ring.ts'
import { KEY_REFRESH_MS } from '../encryption/key-refresh.ts'
import { KEY_SERVICE_TIMEOUT_MS } from '../key-services/key-service.ts'
import { sessionSecretsOf } from '../identity/session-secrets.ts'
import { reencryptTotpSecrets } from '../identity/totp-secrets.ts'
import { countOutdated, reencryptOutdated, type RotationContext } from '../key-rotation/reencrypt.ts'
import { createCiphertexts } from '../store/ciphertexts.ts'
import type { Sql } from '../store/sql/sql.ts'
import { CommandError, type Command, type CommandContext } from './command.ts'
import { openDatabase } from './open-database.ts'
import { counted } from '../kernel/counted.ts'

/** A running server uses a new key within this time. */
const NOTICED_MS = 3 * KEY_REFRESH_MS
/** The additional time in which it unwraps the key with the key service. */
const UNWRAPPED_MS = 2 * KEY_SERVICE_TIMEOUT_MS
/** Maximum number of passes over the database until no server encrypts with an old key. */
const MAX_PASSES = 30

/** Encrypts everything with the newest key; creates one if everything is already. It can be stopped at any time, and run again. */
export const rotateEncryptionKeys: Command = async (context) => {
  const { config } = context
  const sql = await openDatabase(config)
  let unlock: (() => void) | undefined
  try {
    // With PostgreSQL no key is created, and concurrent rotations do no harm.
    if (config.databaseUrl === null) unlock = lockEncryptionKeys(config.dataDirectory)
    let keys = await readEncryptionKeys(config)
    if ((await countOutdated(rotationOf(sql, keys))) === 0) keys = await createKey(context, keys)
    const totpCount = await rotate(context, sql, keys)
    await reportOldKeys(context, keys, totpCount)
    return 0
  } finally {
    unlock?.()
    await sql.close()
  }
}

function rotationOf(sql: Sql, { keys }: EncryptionKeys): RotationContext {
  const ring = createKeyRing(keys)
  return { ciphertexts: createCiphertexts(sql), encryption: createEncryption(ring), newest: ring.newest }
}

/** @throws CommandError unless one server alone reads the key file */
async function createKey(
  { config, print, note }: CommandContext,
  current: EncryptionKeys,
): Promise<EncryptionKeys> {
  const { keys, stored, file, keyService } = current
  if (file === null || file !== config.encryptionKeyFile || config.databaseUrl !== null)
    throw new CommandError(
      `Everything is encrypted with the newest key, ${keyName(idOfKey(keys[0] ?? ''))}. Create a new one with “${config.ownCommand} encryption-keys create”. Add it as the second of LETTERLOCK_ENCRYPTION_KEYS on every server. Then move it to the first place on every server, and run this again.`,
    )
  const created = await createStoredKey(keyService)
  const all = { keys: [created.key, ...keys], stored: [created.stored, ...stored] }
  writeKeyFile(file, all.stored)
  const name = keyName(idOfKey(created.key))
  print(`Created the key ${name}, the first line of ${file}. Keep a copy in a safe place.`)
  if (keyService) note('Waiting until a running server has unwrapped it …')
  await pause(keyService ? UNWRAPPED_MS : NOTICED_MS)
  return { ...current, ...all, made: true }
}

/** @returns how many TOTP secrets were encrypted again */
async function rotate({ print, note }: CommandContext, sql: Sql, keys: EncryptionKeys): Promise<number> {
  const rotation = rotationOf(sql, keys)
  const total = await countOutdated(rotation)
  let count = 0
  const progress = createProgress(note, total)
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    if (pass > 0) await pause(KEY_REFRESH_MS)
    const result = await reencryptOutdated(rotation, progress)
    if (result.unreadable.length > 0) throw new CommandError(unreadableIn(result.unreadable))
    count += result.count
    if ((await countOutdated(rotation)) > 0) continue
    const { rowCount, unreadable } = await reencryptTotpSecrets(sql, sessionSecretsOf(keys.keys), {
      dryRun: false,
    })
    if (unreadable.length > 0)
      throw new CommandError(unreadableIn(unreadable.map((id) => `user_totp_factors ${id}`)))
    print(`Encrypted ${counted(count + rowCount, 'value')} with the key ${keyName(rotation.newest.id)}.`)
    return rowCount
  }
  throw new CommandError(
    'A server still encrypts with an older key. Restart each server, so that all have the same keys in the same order, and run this again.',
  )
}

function createProgress(note: (line: string) => void, total: number): (count: number) => void {
  const everyCount = 5000
  let done = 0
  return (count) => {
    const before = done
    done += count
    if (Math.floor(before / everyCount) < Math.floor(done / everyCount)) note(`${done} of ${total} …`)
  }
}

const MAX_NAMED = 10

/**
 * The sentences about values that cannot be decrypted.
 * @param names of the values, such as `connections.token_set_ciphertext conn_…`; the first ten are printed
 */
export function unreadableIn(names: readonly string[]): string {
  const more = names.length > MAX_NAMED ? `, and ${names.length - MAX_NAMED} more` : ''
  return `${counted(names.length, 'value')} cannot be decrypted: the key is missing, or the data is damaged: ${names.slice(0, MAX_NAMED).join(', ')}${more}. Add the missing key, or reconnect these accounts.`
}

async function reportOldKeys(
  { print }: CommandContext,
  { keys, file }: EncryptionKeys,
  totpCount: number,
): Promise<void> {
  const old = keys.slice(1).map((key) => keyName(idOfKey(key)))
  if (old.length === 0) return
  const where = file ?? 'LETTERLOCK_ENCRYPTION_KEYS'
  const names = old.length === 1 ? `The key ${old.join()} is` : `The keys ${old.join(', ')} are`
  // A server reads a changed file by itself.
  const restart = file === null ? ', and restart the servers' : ''
  print(`${names} no longer needed: remove ${old.length === 1 ? 'it' : 'them'} from ${where}${restart}.`)
  print('Keep a copy as long as you may restore a backup that was made before now.')
  if (totpCount > 0) print('Users sign in again after the next start of a server.')
}
