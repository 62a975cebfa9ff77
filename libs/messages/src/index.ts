export { allMessages } from './all-messages.js'
export type { MessageMap, MessageParams, MessageTexts } from './message-map.js'
export { diagnosticSentence, errorSentence, hasMessage, hintOf, messageOf, type Coded, type ErrorSentence } from './message-of.js'
export { durationText, numberText, sizeText } from './quantity-text.js'
