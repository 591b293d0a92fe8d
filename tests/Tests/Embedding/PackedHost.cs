using System.Text.Json;
using System.Text.RegularExpressions;
using ApprovalConsole.Tests.Hosting;

namespace ApprovalConsole.Tests.Embedding;

/// <summary>The packages in a folder, and a host outside of the repository that takes them from there and nothing from anywhere else: the sample host's files, with the project of <c>docs/embedding.md</c>.</summary>
public sealed partial class PackedHost : IAsyncLifetime
{
    private static readonly string Sample = Path.Combine(Built.Root, "src", "ApprovalConsole.SampleHost");

    private readonly TempFolder _folder = new();

    internal string Folder => _folder["shop"];

    /// <summary>Where <c>dotnet pack</c> put them.</summary>
    internal string Feed => _folder["feed"];

    /// <summary>As one builds it, without a page of its own.</summary>
    internal string BuiltProgram => Path.Combine(Folder, "bin", "Debug", "net10.0", "shop.dll");

    /// <summary>As one deploys it, with a page of its own and a style for it.</summary>
    internal string PublishedFolder => _folder["published"];

    /// <summary>A database in a folder of its own, with its keys beside it.</summary>
    internal string Database(string name) => Path.Combine(Directory.CreateDirectory(_folder[name]).FullName, "console.db");

    public async ValueTask InitializeAsync()
    {
        await Dotnet.RunAsync(Built.Root, null, "pack", "ApprovalConsole.sln", "--no-build", "-c", Built.Configuration, "-o", Feed);
        foreach (var file in new[] { "Program.cs", "Shop.cs", "ClerkModel.cs", "appsettings.json" }) _folder.Write(Path.Combine("shop", file), await File.ReadAllTextAsync(Path.Combine(Sample, file)));
        _folder.Write("shop/shop.csproj", Project().Match(await File.ReadAllTextAsync(Path.Combine(Built.Root, "docs", "embedding.md"))).Groups[1].Value);
        _folder.Write("shop/nuget.config", """
            <configuration>
              <packageSources><clear /><add key="packed" value="../feed" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="../machine" /></fallbackPackageFolders>
            </configuration>
            """);
        LinkWhatTheMachineHas();
        await Dotnet.RunAsync(Folder, _folder["packages"], "build", "-c", "Debug");
        _folder.Write("shop/Own.razor", "<h1>A shop</h1>");
        _folder.Write("shop/Own.razor.css", "h1 { color: red; }");
        await Dotnet.RunAsync(Folder, _folder["packages"], "publish", "-c", "Release", "-o", PublishedFolder);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    /// <summary>What others published comes from the machine's own folder, which was filled when the repository was built. What we publish does not: there may be another of the same version.</summary>
    private void LinkWhatTheMachineHas()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Built.Root, "src", "ApprovalConsole.Web", "obj", "project.assets.json")));
        Directory.CreateDirectory(_folder["machine"]);
        foreach (var packages in assets.RootElement.GetProperty("packageFolders").EnumerateObject())
            foreach (var package in Directory.GetDirectories(packages.Name).Select(d => new DirectoryInfo(d)).Where(p => !p.Name.StartsWith("approvalconsole", StringComparison.OrdinalIgnoreCase)))
                if (!Directory.Exists(_folder[$"machine/{package.Name}"])) Directory.CreateSymbolicLink(_folder[$"machine/{package.Name}"], package.FullName);
    }

    [GeneratedRegex("```xml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Project();
}
