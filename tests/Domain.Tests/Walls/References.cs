using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ApprovalConsole.Domain.Tests.Walls;

/// <summary>What an assembly leans on, read from its own metadata.</summary>
internal static class References
{
    /// <summary>Referenced assemblies that do not ship with the runtime.</summary>
    public static IEnumerable<string> Strangers(Assembly assembly)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(name => !File.Exists(Path.Combine(runtime, $"{name}.dll")));
    }

    /// <summary>Members of other assemblies that code in this one names, as <c>Type.Member in user</c>; users are outermost types.</summary>
    public static IEnumerable<(string Member, string User)> Uses(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var members = metadata.MemberReferences.ToDictionary(MetadataTokensOf, handle => NameOf(metadata, metadata.GetMemberReference(handle)));
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0) continue;
            var user = OutermostOf(metadata, method.GetDeclaringType());
            foreach (var token in Tokens(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!))
                if (members.TryGetValue(token, out var member)) yield return (member, user);
        }
    }

    private static int MetadataTokensOf(MemberReferenceHandle handle) => System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(handle);

    // Every four bytes are looked at, aligned or not: a token may be seen where there is none, never the other way round.
    private static IEnumerable<int> Tokens(byte[] il)
    {
        for (var i = 0; i + 4 <= il.Length; i++)
            if (il[i + 3] == 0x0A) yield return BitConverter.ToInt32(il, i);
    }

    private static string NameOf(MetadataReader metadata, MemberReference member) => member.Parent.Kind is HandleKind.TypeReference
        ? $"{metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name)}.{metadata.GetString(member.Name)}"
        : $"?.{metadata.GetString(member.Name)}";

    private static string OutermostOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer ? OutermostOf(metadata, outer) : metadata.GetString(type.Name);
    }
}
