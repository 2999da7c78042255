export { encodeForm } from './encode-form.ts'
export { type Bytes, toBytes } from './to-bytes.ts'
