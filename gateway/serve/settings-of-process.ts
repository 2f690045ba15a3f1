import { ConfigFault, environmentOfProcess } from '../config.ts';
import { CONFIGURATION, readConfiguration } from './serve-config.ts';
import type { ServeSettings } from './settings.ts';

/** The settings that the environment points at; none where it points at none. Throws a `ConfigFault` that names every fault. */
export function settingsOfProcess(): ServeSettings | undefined {
  const environment = environmentOfProcess();
  const path = environment[CONFIGURATION];
  if (path === undefined) return undefined;
  const { settings, faults } = readConfiguration(path, environment);
  if (settings === undefined)
    throw new ConfigFault(faults.map(({ path: where, wrong, todo }) => `${where}: ${wrong}; ${todo}.`));
  return settings;
}
