import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Splits the words of a command into options and the rest. Throws a `UsageError`, in Dutch, on an unknown option. */
export function parseWords<T extends Options>(words: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw new UsageError(`Deze optie is onbekend of onvolledig: ${words.filter(isOption).join(' ')}`, {
      cause,
    });
  }
}

const isOption = (word: string): boolean => word.startsWith('-');
