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

package io.github.telemetrynats.publisher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Everything that a call can reach in our own classes and those of the queues, read from
 * the byte code: which methods take a lock, and what they call in the JDK.
 */
final class OfferPath {

	private static final String[] FOLLOWED = { "io/github/telemetrynats/", "org/jctools/" };

	private final Map<String, Map<String, MethodBody>> classes = new HashMap<>();

	private final Map<String, String> superclasses = new HashMap<>();

	private final Set<String> reached = new HashSet<>();

	private final Set<String> locking = new TreeSet<>();

	private final Set<String> calledElsewhere = new TreeSet<>();

	private final Deque<Call> open = new ArrayDeque<>();

	private OfferPath() {
	}

	/**
	 * Follow a method.
	 * @param type the class that has it
	 * @param method its name
	 * @return what it reaches
	 */
	static OfferPath of(Class<?> type, String method) {
		OfferPath path = new OfferPath();
		String owner = type.getName().replace('.', '/');
		path.methods(owner)
			.keySet()
			.stream()
			.filter((signature) -> signature.startsWith(method + "("))
			.forEach((signature) -> path.open.add(new Call(owner, signature)));
		while (!path.open.isEmpty()) {
			Call next = path.open.remove();
			path.follow(next.owner(), next.signature());
		}
		return path;
	}

	Set<String> reached() {
		return this.reached;
	}

	/**
	 * Return the methods that take a lock of their own.
	 * @return those that are synchronized or contain a synchronized block
	 */
	Set<String> locking() {
		return this.locking;
	}

	/**
	 * Return what is called that was not followed.
	 * @return classes and methods of the JDK and of libraries, such as
	 * {@code java/lang/Math.max}
	 */
	Set<String> calledElsewhere() {
		return this.calledElsewhere;
	}

	private void follow(String owner, String signature) {
		if (!isFollowed(owner)) {
			this.calledElsewhere.add(owner + "." + signature.substring(0, signature.indexOf('(')));
			return;
		}
		MethodBody body = methods(owner).get(signature);
		if (body == null) {
			String parent = this.superclasses.get(owner);
			if (parent != null) {
				follow(parent, signature);
			}
			return;
		}
		if (this.reached.add(owner + "." + signature)) {
			if (body.locks) {
				this.locking.add(owner + "." + signature);
			}
			this.open.addAll(body.calls);
		}
	}

	private static boolean isFollowed(String owner) {
		for (String prefix : FOLLOWED) {
			if (owner.startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	private Map<String, MethodBody> methods(String owner) {
		return this.classes.computeIfAbsent(owner, (name) -> {
			Map<String, MethodBody> methods = new HashMap<>();
			try (InputStream bytes = OfferPath.class.getClassLoader().getResourceAsStream(name + ".class")) {
				ClassReader reader = new ClassReader(bytes);
				this.superclasses.put(name, reader.getSuperName());
				reader.accept(new BodyReader(methods), ClassReader.SKIP_DEBUG);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return methods;
		});
	}

	/**
	 * A method that is called.
	 *
	 * @param owner its class
	 * @param signature its name and descriptor
	 */
	private record Call(String owner, String signature) {

	}

	/**
	 * What a method does.
	 */
	private static final class MethodBody {

		private final Set<Call> calls = new HashSet<>();

		private boolean locks;

	}

	/**
	 * Reads what the methods of a class do.
	 */
	private static final class BodyReader extends ClassVisitor {

		private final Map<String, MethodBody> methods;

		BodyReader(Map<String, MethodBody> methods) {
			super(Opcodes.ASM9);
			this.methods = methods;
		}

		@Override
		public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
				String[] exceptions) {
			MethodBody body = new MethodBody();
			body.locks = Modifier.isSynchronized(access);
			this.methods.put(name + descriptor, body);
			return new MethodVisitor(Opcodes.ASM9) {

				@Override
				public void visitInsn(int opcode) {
					body.locks |= opcode == Opcodes.MONITORENTER;
				}

				@Override
				public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
					body.calls.add(new Call(owner, method + type));
				}

				@Override
				public void visitInvokeDynamicInsn(String method, String type, Handle bootstrap, Object... arguments) {
					for (Object argument : arguments) {
						if (argument instanceof Handle handle) {
							body.calls.add(new Call(handle.getOwner(), handle.getName() + handle.getDesc()));
						}
					}
				}

			};
		}

	}

}
