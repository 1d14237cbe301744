export {
  startSandbox,
  type Fault,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
  type TlsOptions,
} from './sandbox.ts'
export { ada, ben, SandboxUser } from './sandbox-user.ts'
export { readFixtures, type Fixtures } from './read-fixtures.ts'
