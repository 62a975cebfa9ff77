import { NodePackageStore, type Database } from '@maillon/storage'
import { Module } from '@nestjs/common'
import { DATABASE } from '../../platform/tokens.js'
import { ReplayModule } from '../flow-tests/replay.module.js'
import { InstalledPackages } from './installed-packages.js'
import { PackageFolders } from './package-folders.js'
import { PackageRegistry } from './package-registry.js'
import { PackageTrial } from './package-trial.service.js'
import { PackagesController } from './packages.controller.js'
import { PackagesService } from './packages.service.js'

@Module({
  imports: [ReplayModule],
  controllers: [PackagesController],
  providers: [PackagesService, InstalledPackages, PackageFolders, PackageRegistry, PackageTrial, { provide: NodePackageStore, inject: [DATABASE], useFactory: (database: Database) => new NodePackageStore(database) }],
})
export class PackagesModule {}
