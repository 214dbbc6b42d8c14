/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.telemetrynats.capture.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * Writes a throwable as {@link Throwable#printStackTrace()} does, within a length. If it
 * is too long, every throwable in it keeps fewer of its innermost frames, until all of
 * them fit: the root cause comes last and says most, so cutting at the end would be
 * wrong.
 */
final class StackTraceText {

	private static final int MAX_FRAMES = 1_024;

	private static final int FIRST_CAUSES = 16;

	private static final int LAST_CAUSES = 8;

	private static final int MAX_CAUSES = 10_000;

	private static final int MAX_SUPPRESSED_DEPTH = 4;

	private static final int MAX_THROWABLES = 64;

	private static final String CUT = "\n… cut";

	private final StringBuilder text = new StringBuilder();

	private final int limit;

	private final int maxFrames;

	private int throwables;

	private StackTraceText(int limit, int maxFrames) {
		this.limit = limit;
		this.maxFrames = maxFrames;
	}

	static String of(IThrowableProxy throwable, int limit) {
		int frames = MAX_FRAMES;
		while (true) {
			StackTraceText text = new StackTraceText(limit, frames);
			text.writeChain(throwable, "", 0);
			if (text.text.length() <= limit) {
				return text.text.toString();
			}
			if (frames == 0) {
				return text.text.substring(0, limit - CUT.length()) + CUT;
			}
			frames /= 2;
		}
	}

	private void writeChain(IThrowableProxy first, String indent, int depth) {
		int length = length(first);
		IThrowableProxy throwable = first;
		for (int i = 0; i < length && throwable != null && !isOver(); i++) {
			if (i < FIRST_CAUSES || i >= length - LAST_CAUSES) {
				write(throwable, (i > 0) ? "Caused by: " : "", indent, depth);
			}
			else if (i == FIRST_CAUSES) {
				int omitted = length - LAST_CAUSES - i;
				this.text.append(indent).append("… ").append(omitted).append(" causes omitted\n");
			}
			throwable = throwable.getCause();
		}
	}

	private static int length(IThrowableProxy first) {
		int length = 0;
		for (IThrowableProxy throwable = first; throwable != null && length < MAX_CAUSES; length++) {
			throwable = throwable.getCause();
		}
		return length;
	}

	private void write(IThrowableProxy throwable, String caption, String indent, int depth) {
		this.text.append(indent).append(caption);
		if (throwable.isCyclic()) {
			this.text.append("[CIRCULAR REFERENCE: ");
			writeHeader(throwable);
			this.text.append("]\n");
			return;
		}
		writeHeader(throwable);
		this.text.append('\n');
		writeFrames(throwable, indent);
		IThrowableProxy[] suppressed = throwable.getSuppressed();
		if (suppressed == null || depth >= MAX_SUPPRESSED_DEPTH) {
			return;
		}
		for (IThrowableProxy other : suppressed) {
			if (isOver() || this.throwables++ >= MAX_THROWABLES) {
				return;
			}
			this.text.append(indent).append("\tSuppressed: ");
			int captionEnd = this.text.length();
			writeChain(other, indent + '\t', depth + 1);
			// The caption has brought the indent of the first line
			this.text.delete(captionEnd, captionEnd + indent.length() + 1);
		}
	}

	private void writeHeader(IThrowableProxy throwable) {
		this.text.append(throwable.getClassName());
		String message = throwable.getMessage();
		if (message != null) {
			int max = Math.max(128, this.limit / 8);
			this.text.append(": ").append(message, 0, Math.min(message.length(), max));
			if (message.length() > max) {
				this.text.append('…');
			}
		}
	}

	private void writeFrames(IThrowableProxy throwable, String indent) {
		StackTraceElementProxy[] frames = throwable.getStackTraceElementProxyArray();
		if (frames == null) {
			return;
		}
		int own = Math.max(0, frames.length - throwable.getCommonFrames());
		int shown = Math.min(own, this.maxFrames);
		for (int i = 0; i < shown && !isOver(); i++) {
			this.text.append(indent).append("\tat ").append(frames[i].getStackTraceElement()).append('\n');
		}
		if (own > shown) {
			this.text.append(indent).append("\t… ").append(own - shown).append(" frames omitted\n");
		}
		if (frames.length > own) {
			this.text.append(indent).append("\t... ").append(frames.length - own).append(" more\n");
		}
	}

	private boolean isOver() {
		return this.text.length() > this.limit;
	}

}
