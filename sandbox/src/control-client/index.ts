export {
  connectControl,
  type ClockReading,
  type ControlOptions,
  type ProviderControl,
  type SandboxControl,
} from './control.ts'
export { ControlError } from './control-error.ts'
