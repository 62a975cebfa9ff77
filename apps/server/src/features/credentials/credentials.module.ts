import { CredentialStore } from '@maillon/storage'
import type { Keyring } from '@maillon/vault'
import { Module } from '@nestjs/common'
import { KEYRING } from '../../platform/tokens.js'
import { ConsentService } from './consent/consent.service.js'
import { CredentialTester } from './credential-tester.js'
import { CredentialsController } from './credentials.controller.js'
import { CredentialsService } from './credentials.service.js'
import { StoredCredentialReader } from './stored-credential-reader.js'

@Module({
  controllers: [CredentialsController],
  providers: [
    CredentialsService,
    CredentialTester,
    ConsentService,
    { provide: StoredCredentialReader, inject: [CredentialStore, KEYRING], useFactory: (store: CredentialStore, keyring: Keyring) => new StoredCredentialReader(store, keyring) },
  ],
  exports: [StoredCredentialReader],
})
export class CredentialsModule {}
