export { type Bytes, toBytes } from './to-bytes.ts'
