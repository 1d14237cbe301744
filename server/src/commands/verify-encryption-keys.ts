import { readEncryptionKeys } from '../key-services/read-encryption-keys.ts'
import { createEncryption } from '../encryption/encryption.ts'
import { createKeyRing, idOfKey, keyName } from '../encryption/key-ring.ts'
import { sessionSecretsOf } from '../identity/session-secrets.ts'
import { reencryptTotpSecrets } from '../identity/totp-secrets.ts'
import { verifyCiphertexts } from '../key-rotation/reencrypt.ts'
import { createCiphertexts } from '../store/ciphertexts.ts'
import type { Command } from './command.ts'
import { openDatabase } from './open-database.ts'
import { unreadableIn } from './rotate-encryption-keys.ts'
import { counted } from '../kernel/counted.ts'

const CHECK_FAILED = 3

/** Decrypts every ciphertext, and prints how many are encrypted with each key. */
export const verifyEncryptionKeys: Command = async ({ config, print }) => {
  const sql = await openDatabase(config)
  try {
    const { keys } = await readEncryptionKeys(config)
    const encryption = createEncryption(createKeyRing(keys))
    const verified = await verifyCiphertexts(
      { ciphertexts: createCiphertexts(sql), encryption },
      () => undefined,
    )
    const totp = await reencryptTotpSecrets(sql, sessionSecretsOf(keys), { dryRun: true })
    for (const [index, key] of keys.entries()) {
      const count = verified.countByKey.get(idOfKey(key)) ?? 0
      const place =
        index === 0
          ? 'the newest'
          : count === 0
            ? 'no longer needed'
            : `run “${config.ownCommand} encryption-keys rotate”`
      print(`${keyName(idOfKey(key))}  ${counted(count, 'value')} (${place})`)
    }
    const unreadable = [...verified.unreadable, ...totp.unreadable.map((id) => `user_totp_factors ${id}`)]
    if (unreadable.length > 0) {
      print(unreadableIn(unreadable))
      return CHECK_FAILED
    }
    print(
      `Everything can be decrypted, and so can the authenticator secrets of ${counted(totp.rowCount, 'user')}.`,
    )
    return 0
  } finally {
    await sql.close()
  }
}
