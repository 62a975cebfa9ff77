export { outsideHttp, type OutsideHttp, type TestCredentials } from './outside-http.js'
